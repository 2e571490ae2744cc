#include "command.h"

#include <stdio.h>
#include <string.h>

#include "line.h"

static void print_help(const struct command *table, uint8_t count) {
  for (uint8_t i = 0; i < count; i++) {
    const char *name = (const char *)pgm_read_ptr(&table[i].name);
    printf_P(PSTR("  %-9S %S\n"), name, (const char *)pgm_read_ptr(&table[i].help));
  }
}

void command_run(char *line, const struct command *table, uint8_t count) {
  char *name = line_word(&line);
  if (*name == 0) return;
  if (strcmp_P(name, PSTR("help")) == 0) {
    print_help(table, count);
    return;
  }
  for (uint8_t i = 0; i < count; i++) {
    if (strcmp_P(name, (const char *)pgm_read_ptr(&table[i].name)) != 0) continue;
    void (*run)(char *) = (void (*)(char *))pgm_read_ptr(&table[i].run);
    run(line);
    return;
  }
  printf_P(PSTR("error: unknown command \"%s\", try help\n"), name);
}

void command_error(const char *message) { printf_P(PSTR("error: %S\n"), message); }
