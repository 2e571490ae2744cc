#include "watchdog.h"

#include <avr/io.h>
#include <avr/pgmspace.h>
#include <avr/wdt.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "line.h"

static void print_status(void) {
  uint8_t armed = WDTCSR & _BV(WDE);
  printf_P(armed ? PSTR("watchdog: armed, bites in 1 s without a kick\n") : PSTR("watchdog: off\n"));
}

void watchdog_command(char *arguments) {
  char *word = line_word(&arguments);
  if (*word == 0) wdt_enable(WDTO_1S);
  else if (strcmp_P(word, PSTR("kick")) == 0) wdt_reset();
  else if (strcmp_P(word, PSTR("off")) == 0) wdt_disable();
  else if (strcmp_P(word, PSTR("status")) != 0) return command_error(PSTR("usage: watchdog [kick|off|status]"));
  print_status();
}
