#include "eeprom.h"

#include <avr/eeprom.h>
#include <avr/io.h>
#include <avr/pgmspace.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "line.h"

#define PER_LINE 16
#define DUMPED 64

static uint8_t *cell(uint16_t address) { return (uint8_t *)address; }

static void print_cells(uint16_t from, uint16_t count) {
  for (uint16_t i = 0; i < count && from + i <= E2END; i++) {
    if (i % PER_LINE == 0) printf_P(i == 0 ? PSTR("%04X:") : PSTR("\n%04X:"), from + i);
    printf_P(PSTR(" %02X"), eeprom_read_byte(cell(from + i)));
  }
  printf_P(PSTR("\n"));
}

static void write_cells(uint16_t at, char *arguments) {
  uint16_t written = 0;
  for (char *word = line_word(&arguments); *word != 0; word = line_word(&arguments)) {
    long value = line_number(word, 255);
    if (value < 0 || at + written > E2END) return command_error(PSTR("bytes are 0 to 255, up to address 1023"));
    eeprom_update_byte(cell(at + written++), value);
  }
  eeprom_busy_wait();
  printf_P(PSTR("wrote %u bytes\n"), written);
}

void eeprom_command(char *arguments) {
  char *action = line_word(&arguments);
  if (strcmp_P(action, PSTR("dump")) == 0) return print_cells(0, DUMPED);
  long address = line_number(line_word(&arguments), E2END);
  if (address < 0) return command_error(PSTR("usage: eeprom read ADDRESS [COUNT] | write ADDRESS BYTE... | dump"));
  if (strcmp_P(action, PSTR("write")) == 0) return write_cells(address, arguments);
  long count = line_number(line_word(&arguments), E2END + 1);
  if (strcmp_P(action, PSTR("read")) == 0) print_cells(address, count < 0 ? 1 : count);
  else command_error(PSTR("unknown action, use read, write or dump"));
}
