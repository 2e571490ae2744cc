#include <avr/interrupt.h>
#include <avr/pgmspace.h>
#include <stdio.h>

#include "bootloader.h"
#include "clock.h"
#include "reset.h"
#include "selftest.h"
#include "shell.h"
#include "uart.h"

int main(void) {
  clock_start();
  uart_start();
  sei();
  printf_P(PSTR("\nHilwright Widget " VERSION "\n"));
  printf_P(PSTR("Reset cause: %S\n"), reset_cause());
  bootloader_run();
  printf_P(PSTR("Starting the firmware\n"));
  if (selftest_run() > 0) printf_P(PSTR("WARNING: self test failed\n"));
  printf_P(PSTR("boot complete\n"));
  shell_run();
}
