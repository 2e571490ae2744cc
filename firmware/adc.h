#ifndef ADC_H
#define ADC_H

#include <stdint.h>

/** The 1.1 V reference as an input: tells the supply voltage. */
#define ADC_BAND_GAP 14

/** Measures a channel (0 to 7, or ADC_BAND_GAP) against the supply: 0 to 1023. */
uint16_t adc_read(uint8_t channel);

/** `adc CHANNEL`: raw value and millivolts of a 5 V supply. */
void adc_command(char *arguments);

#endif
