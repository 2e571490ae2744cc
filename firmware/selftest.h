#ifndef SELFTEST_H
#define SELFTEST_H

#include <stdint.h>

/** Prints PASS or FAIL for each part; yields the number of failures. */
uint8_t selftest_run(void);

/** `selftest`: the same, and the verdict. */
void selftest_command(char *arguments);

#endif
