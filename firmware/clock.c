#include "clock.h"

#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/sleep.h>
#include <util/atomic.h>

#include "led.h"

#define TICK_MS 8

static volatile uint32_t ticks;

ISR(TIMER2_COMPA_vect) {
  ticks++;
  led_tick();
}

void clock_start(void) {
  OCR2A = F_CPU / 1024 * TICK_MS / 1000 - 1;
  TCCR2A = _BV(WGM21);
  TCCR2B = _BV(CS22) | _BV(CS21) | _BV(CS20);
  TIMSK2 = _BV(OCIE2A);
}

uint32_t clock_ms(void) {
  uint32_t now;
  ATOMIC_BLOCK(ATOMIC_RESTORESTATE) { now = ticks; }
  return now * TICK_MS;
}

/* The instruction after sei still runs before any interrupt: an interrupt in between ends the sleep, never precedes it. */
void clock_sleep(void) {
  set_sleep_mode(SLEEP_MODE_IDLE);
  sleep_enable();
  sei();
  sleep_cpu();
  sleep_disable();
}
