#ifndef COMMAND_H
#define COMMAND_H

#include <avr/pgmspace.h>
#include <stdint.h>

/** A command; everything lies in flash. The handler gets the text after the name. */
struct command {
  const char *name;
  const char *help;
  void (*run)(char *arguments);
};

/** Runs a line with the command of that name; `help` lists the table. An empty line does nothing. */
void command_run(char *line, const struct command *table, uint8_t count);

/** Prints `error: …` with a message from flash. */
void command_error(const char *message);

#endif
