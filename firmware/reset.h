#ifndef RESET_H
#define RESET_H

/** Why the board started, in one word that lives in flash: "power-on", "brown-out", "watchdog"... */
const char *reset_cause(void);

/** Resets the chip on purpose; the next boot reports "software". Does not return. */
void reset_now(void) __attribute__((noreturn));

#endif
