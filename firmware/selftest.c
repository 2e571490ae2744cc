#include "selftest.h"

#include <avr/eeprom.h>
#include <avr/io.h>
#include <avr/pgmspace.h>
#include <stdio.h>

#include "adc.h"

#define RAM_BYTES 64
#define BAND_GAP_LOW 180  /* supply of 6.3 V */
#define BAND_GAP_HIGH 450 /* supply of 2.5 V */

static uint8_t test_ram(void) {
  static volatile uint8_t cells[RAM_BYTES];
  for (uint8_t i = 0; i < RAM_BYTES; i++) cells[i] = i ^ 0xA5;
  for (uint8_t i = 0; i < RAM_BYTES; i++) {
    if (cells[i] != (i ^ 0xA5)) return 0;
    cells[i] = ~cells[i];
  }
  for (uint8_t i = 0; i < RAM_BYTES; i++) {
    if (cells[i] != (uint8_t)~(i ^ 0xA5)) return 0;
  }
  return 1;
}

static uint8_t test_eeprom(void) {
  uint8_t *last = (uint8_t *)E2END;
  return eeprom_is_ready() && eeprom_read_byte(last) == eeprom_read_byte(last);
}

static uint8_t test_adc(void) {
  uint16_t raw = adc_read(ADC_BAND_GAP);
  return raw >= BAND_GAP_LOW && raw <= BAND_GAP_HIGH;
}

static uint8_t report(const char *part, uint8_t passed) {
  printf_P(PSTR("%S %S\n"), passed ? PSTR("PASS") : PSTR("FAIL"), part);
  return !passed;
}

uint8_t selftest_run(void) {
  uint8_t failures = report(PSTR("ram"), test_ram());
  failures += report(PSTR("eeprom"), test_eeprom());
  failures += report(PSTR("adc"), test_adc());
  return failures;
}

void selftest_command(char *arguments) {
  (void)arguments;
  uint8_t failures = selftest_run();
  if (failures == 0) printf_P(PSTR("selftest: passed\n"));
  else printf_P(PSTR("selftest: %u failed\n"), failures);
}
