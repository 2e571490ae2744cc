#include "gpio.h"

#include <avr/io.h>
#include <avr/pgmspace.h>
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "line.h"

/** One pin: PIN, DDR and PORT lie side by side in that order. */
struct pin {
  volatile uint8_t *in;
  uint8_t mask;
};

#define DDR_OF(pin) (pin).in[1]
#define PORT_OF(pin) (pin).in[2]

/* PD0 and PD1 are the UART, PB6 and PB7 the crystal, PC6 the reset. */
static uint8_t allowed(char port, uint8_t bit) {
  if (port == 'D') return bit >= 2 && bit <= 7;
  return bit <= 5;
}

static uint8_t parse_pin(char *word, struct pin *pin) {
  for (char *at = word; *at != 0; at++) *at = toupper(*at);
  if (word[0] != 'P' || word[1] < 'B' || word[1] > 'D' || word[2] < '0' || word[2] > '7' || word[3] != 0) return 0;
  pin->in = word[1] == 'B' ? &PINB : word[1] == 'C' ? &PINC : &PIND;
  pin->mask = _BV(word[2] - '0');
  return allowed(word[1], word[2] - '0');
}

static uint8_t write_level(struct pin pin, const char *level) {
  if (strcmp_P(level, PSTR("high")) == 0) PORT_OF(pin) |= pin.mask;
  else if (strcmp_P(level, PSTR("low")) == 0) PORT_OF(pin) &= ~pin.mask;
  else return 0;
  DDR_OF(pin) |= pin.mask;
  return 1;
}

static uint8_t set_mode(struct pin pin, const char *mode) {
  if (strcmp_P(mode, PSTR("out")) == 0) {
    DDR_OF(pin) |= pin.mask;
    return 1;
  }
  uint8_t pullup = strcmp_P(mode, PSTR("pullup")) == 0;
  if (!pullup && strcmp_P(mode, PSTR("in")) != 0) return 0;
  DDR_OF(pin) &= ~pin.mask;
  if (pullup) PORT_OF(pin) |= pin.mask;
  else PORT_OF(pin) &= ~pin.mask;
  return 1;
}

/* A pin's new level is read back two cycles after it was written. */
static void print_level(const char *name, struct pin pin) {
  printf_P(PSTR("%s: %S\n"), name, *pin.in & pin.mask ? PSTR("high") : PSTR("low"));
}

void gpio_command(char *arguments) {
  char *action = line_word(&arguments), *name = line_word(&arguments), *value = line_word(&arguments);
  struct pin pin;
  if (!parse_pin(name, &pin)) return command_error(PSTR("no such pin, use PB0-PB5, PC0-PC5 or PD2-PD7"));
  uint8_t understood = 0;
  if (strcmp_P(action, PSTR("read")) == 0) understood = 1;
  if (strcmp_P(action, PSTR("write")) == 0) understood = write_level(pin, value);
  if (strcmp_P(action, PSTR("mode")) == 0) understood = set_mode(pin, value);
  if (understood) print_level(name, pin);
  else command_error(PSTR("usage: gpio read PIN | write PIN high|low | mode PIN in|out|pullup"));
}
