#include "adc.h"

#include <avr/io.h>
#include <avr/pgmspace.h>
#include <stdio.h>

#include "command.h"
#include "line.h"

#define SUPPLY_MV 5000UL

uint16_t adc_read(uint8_t channel) {
  ADMUX = _BV(REFS0) | channel;
  ADCSRA = _BV(ADEN) | _BV(ADSC) | _BV(ADPS2) | _BV(ADPS1) | _BV(ADPS0);
  while (ADCSRA & _BV(ADSC)) {
  }
  return ADC;
}

void adc_command(char *arguments) {
  int channel = line_number(line_word(&arguments), 7);
  if (channel < 0) return command_error(PSTR("usage: adc CHANNEL, 0 to 7"));
  uint16_t raw = adc_read(channel);
  printf_P(PSTR("adc %d: raw %u, %lu mV\n"), channel, raw, (raw * SUPPLY_MV + 512) / 1024);
}
