#ifndef CLOCK_H
#define CLOCK_H

#include <stdint.h>

/** Starts the 125 Hz tick. */
void clock_start(void);

/** Milliseconds since the start, in steps of 8. */
uint32_t clock_ms(void);

/** Sleeps until an interrupt. Call with interrupts off, after checking that there is nothing to do; leaves them on. */
void clock_sleep(void);

#endif
