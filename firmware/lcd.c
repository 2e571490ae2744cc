#include "lcd.h"

#include <avr/io.h>
#include <avr/pgmspace.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <util/delay.h>

#include "command.h"
#include "line.h"

/* An HD44780 over four wires: RS at PB0, RW at PB1, E at PB2, D4 to D7 at PC2 to PC5. */
#define RS PB0
#define RW PB1
#define E PB2
#define D4 PC2
#define DATA (0x0F << D4)

#define CLEAR 0x01
#define HOME 0x02
#define ENTRY_RIGHT 0x06
#define DISPLAY_OFF 0x08
#define DISPLAY_ON 0x0C
#define FOUR_BITS_TWO_LINES 0x28
#define SET_ADDRESS 0x80

static void put_nibble(uint8_t nibble) {
  PORTC = (PORTC & ~DATA) | nibble << D4;
  PORTB |= _BV(E);
  _delay_us(1);
  PORTB &= ~_BV(E);
  _delay_us(1);
}

static void put(uint8_t byte) {
  put_nibble(byte >> 4);
  put_nibble(byte & 0x0F);
  _delay_us(50);
}

static void command(uint8_t byte) {
  PORTB &= ~_BV(RS);
  put(byte);
  if (byte <= (CLEAR | HOME)) _delay_ms(2);
}

static void data(uint8_t byte) {
  PORTB |= _BV(RS);
  put(byte);
}

/* "Initializing by Instruction", datasheet figure 24: it works whatever state the controller is in. */
static void start(void) {
  DDRC |= DATA;
  DDRB |= _BV(RS) | _BV(RW) | _BV(E);
  PORTB &= ~_BV(RS);
  PORTB &= ~_BV(RW);
  PORTB &= ~_BV(E);
  _delay_ms(20);
  for (uint8_t i = 0; i < 3; i++) {
    put_nibble(0x3);
    _delay_ms(5);
  }
  put_nibble(0x2);
  _delay_us(50);
  command(FOUR_BITS_TWO_LINES);
  command(DISPLAY_OFF);
  command(CLEAR);
  command(ENTRY_RIGHT);
  command(DISPLAY_ON);
}

/* Rows 3 and 4 of a 20x4 go on where rows 1 and 2 end. */
static uint8_t print(char *arguments) {
  static const uint8_t addresses[] PROGMEM = {0x00, 0x40, 0x14, 0x54};
  long row = line_number(line_word(&arguments), 4);
  if (row < 1) return 0;
  command(SET_ADDRESS | pgm_read_byte(&addresses[row - 1]));
  while (*arguments != 0) data(*arguments++);
  return 1;
}

static uint8_t put_bytes(char *arguments, void (*write)(uint8_t)) {
  for (char *word = line_word(&arguments); *word != 0; word = line_word(&arguments)) {
    long value = line_number(word, 255);
    if (value < 0) return 0;
    write(value);
  }
  return 1;
}

void lcd_command(char *arguments) {
  char *action = line_word(&arguments);
  uint8_t understood = 1;
  if (strcmp_P(action, PSTR("start")) == 0) start();
  else if (!(DDRB & _BV(E))) return command_error(PSTR("the display is not started, use lcd start"));
  else if (strcmp_P(action, PSTR("clear")) == 0) command(CLEAR);
  else if (strcmp_P(action, PSTR("print")) == 0) understood = print(arguments);
  else if (strcmp_P(action, PSTR("command")) == 0) understood = put_bytes(arguments, command);
  else if (strcmp_P(action, PSTR("data")) == 0) understood = put_bytes(arguments, data);
  else understood = 0;
  if (understood) printf_P(PSTR("lcd: ok\n"));
  else command_error(PSTR("usage: lcd start | clear | print ROW TEXT | command BYTE... | data BYTE..."));
}
