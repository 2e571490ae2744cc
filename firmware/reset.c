#include "reset.h"

#include <avr/io.h>
#include <avr/pgmspace.h>
#include <avr/wdt.h>

#define REQUESTED 0x5AFE

/* Neither is cleared at start: the flags are taken before the C runtime is up, the request outlives the reset. */
static uint8_t flags __attribute__((section(".noinit")));
static uint16_t request __attribute__((section(".noinit")));

/* After a watchdog reset the watchdog runs on with its shortest time: it must be stopped at once. */
void capture_flags(void) __attribute__((naked, used, section(".init3")));
void capture_flags(void) {
  flags = MCUSR;
  MCUSR = 0;
  wdt_disable();
}

const char *reset_cause(void) {
  uint8_t requested = request == REQUESTED;
  request = 0;
  if (flags & _BV(PORF)) return PSTR("power-on");
  if (flags & _BV(BORF)) return PSTR("brown-out");
  if (flags & _BV(WDRF)) return requested ? PSTR("software") : PSTR("watchdog");
  if (flags & _BV(EXTRF)) return PSTR("external");
  return PSTR("unknown");
}

void reset_now(void) {
  request = REQUESTED;
  wdt_enable(WDTO_15MS);
  for (;;) {
  }
}
