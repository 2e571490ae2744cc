#ifndef SHELL_H
#define SHELL_H

/** Prompts for commands and runs them, for ever. */
void shell_run(void) __attribute__((noreturn));

#endif
