#include "bootloader.h"

#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/pgmspace.h>
#include <stdio.h>
#include <util/crc16.h>

#include "clock.h"
#include "command.h"
#include "line.h"
#include "reset.h"
#include "uart.h"

#define WINDOW_MS 1000

/* Set by the linker: the end of what the image occupies in flash. */
extern const char __data_load_end[];

static uint8_t leaving;

static uint16_t flash_crc(uint16_t size) {
  uint16_t crc = 0xffff;
  for (uint16_t i = 0; i < size; i++) crc = _crc16_update(crc, pgm_read_byte(i));
  return crc;
}

static void run_info(char *arguments) {
  (void)arguments;
  uint16_t size = (uint16_t)__data_load_end;
  printf_P(PSTR("board: Hilwright Widget, ATmega328P at %lu MHz\n"), F_CPU / 1000000);
  printf_P(PSTR("image: version " VERSION ", %u bytes, crc 0x%04X\n"), size, flash_crc(size));
}

static void run_boot(char *arguments) {
  (void)arguments;
  leaving = 1;
}

static void run_reset(char *arguments) {
  (void)arguments;
  uart_flush();
  reset_now();
}

static const char boot_name[] PROGMEM = "boot", boot_help[] PROGMEM = "start the firmware";
static const char info_name[] PROGMEM = "info", info_help[] PROGMEM = "describe board and image";
static const char reset_name[] PROGMEM = "reset", reset_help[] PROGMEM = "reset the board";
static const char prompt[] PROGMEM = "boot> ";

static const struct command table[] PROGMEM = {
    {boot_name, boot_help, run_boot},
    {info_name, info_help, run_info},
    {reset_name, reset_help, run_reset},
};

static uint8_t strapped(void) { return !(PIND & _BV(PD4)); }

static uint8_t stopped(void) {
  uint32_t start = clock_ms();
  while (clock_ms() - start < WINDOW_MS) {
    cli();
    if (!uart_ready()) clock_sleep();
    sei();
    if (!uart_ready()) continue;
    uart_get();
    return 1;
  }
  return 0;
}

void bootloader_run(void) {
  PORTD |= _BV(PD4);
  printf_P(PSTR("Press any key to stop in the bootloader...\n"));
  if (!strapped() && !stopped()) return;
  printf_P(PSTR("Stopped in the bootloader, type help or boot\n"));
  while (!leaving) command_run(line_read(prompt), table, sizeof table / sizeof *table);
}
