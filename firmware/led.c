#include "led.h"

#include <avr/io.h>
#include <avr/pgmspace.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "line.h"

#define HALF_PERIOD 31 /* ticks of 8 ms: about a quarter of a second */

static volatile uint8_t blinking;
static volatile uint8_t elapsed;

void led_tick(void) {
  if (!blinking || ++elapsed < HALF_PERIOD) return;
  elapsed = 0;
  PINB = _BV(PB5);
}

static void set(uint8_t on) {
  blinking = 0;
  if (on) PORTB |= _BV(PB5);
  else PORTB &= ~_BV(PB5);
}

static void print_status(void) {
  const char *state = PORTB & _BV(PB5) ? PSTR("on") : PSTR("off");
  printf_P(PSTR("led: %S\n"), blinking ? PSTR("blinking") : state);
}

void led_command(char *arguments) {
  char *word = line_word(&arguments);
  DDRB |= _BV(PB5);
  if (strcmp_P(word, PSTR("on")) == 0) set(1);
  else if (strcmp_P(word, PSTR("off")) == 0) set(0);
  else if (strcmp_P(word, PSTR("blink")) == 0) blinking = 1;
  else if (strcmp_P(word, PSTR("status")) != 0) return command_error(PSTR("usage: led on|off|blink|status"));
  print_status();
}
