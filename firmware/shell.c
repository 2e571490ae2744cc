#include "shell.h"

#include <avr/interrupt.h>
#include <avr/pgmspace.h>
#include <avr/sleep.h>
#include <stdio.h>

#include "adc.h"
#include "clock.h"
#include "command.h"
#include "eeprom.h"
#include "gpio.h"
#include "lcd.h"
#include "led.h"
#include "line.h"
#include "reset.h"
#include "selftest.h"
#include "uart.h"
#include "watchdog.h"

static void run_version(char *arguments) {
  (void)arguments;
  printf_P(PSTR("Hilwright Widget " VERSION "\n"));
}

static void run_uptime(char *arguments) {
  (void)arguments;
  uint32_t now = clock_ms();
  printf_P(PSTR("up %lu.%03lu s\n"), now / 1000, now % 1000);
}

static void run_echo(char *arguments) { printf_P(PSTR("%s\n"), arguments); }

static void run_crash(char *arguments) {
  (void)arguments;
  printf_P(PSTR("Kernel panic - not syncing: crash requested on the console\n"));
  printf_P(PSTR("---[ end Kernel panic ]---\n"));
  uart_flush();
  cli();
  sleep_enable();
  for (;;) sleep_cpu();
}

static void run_hang(char *arguments) {
  (void)arguments;
  printf_P(PSTR("hanging\n"));
  uart_flush();
  cli();
  for (;;) {
  }
}

static void run_reset(char *arguments) {
  (void)arguments;
  printf_P(PSTR("resetting\n"));
  uart_flush();
  reset_now();
}

#define COMMAND(name, help) static const char name##_name[] PROGMEM = #name, name##_help[] PROGMEM = help
COMMAND(version, "print name and version");
COMMAND(uptime, "print the time since the start");
COMMAND(led, "on | off | blink | status");
COMMAND(lcd, "start | clear | print ROW TEXT | command BYTE... | data BYTE...");
COMMAND(adc, "CHANNEL: measure, raw and in millivolts");
COMMAND(gpio, "read PIN | write PIN high|low | mode PIN in|out|pullup");
COMMAND(echo, "TEXT: print the text");
COMMAND(eeprom, "read ADDRESS [COUNT] | write ADDRESS BYTE... | dump");
COMMAND(selftest, "test ram, eeprom and adc");
COMMAND(watchdog, "arm it; kick | off | status");
COMMAND(crash, "panic and stop");
COMMAND(hang, "stop without a word");
COMMAND(reset, "reset the board");

static const struct command table[] PROGMEM = {
    {version_name, version_help, run_version},
    {uptime_name, uptime_help, run_uptime},
    {led_name, led_help, led_command},
    {lcd_name, lcd_help, lcd_command},
    {adc_name, adc_help, adc_command},
    {gpio_name, gpio_help, gpio_command},
    {echo_name, echo_help, run_echo},
    {eeprom_name, eeprom_help, eeprom_command},
    {selftest_name, selftest_help, selftest_command},
    {watchdog_name, watchdog_help, watchdog_command},
    {crash_name, crash_help, run_crash},
    {hang_name, hang_help, run_hang},
    {reset_name, reset_help, run_reset},
};

static const char prompt[] PROGMEM = "hil> ";

void shell_run(void) {
  for (;;) command_run(line_read(prompt), table, sizeof table / sizeof *table);
}
