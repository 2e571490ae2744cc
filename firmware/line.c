#include "line.h"

#include <avr/pgmspace.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "uart.h"

#define SIZE 80
#define CTRL_C 3
#define CTRL_U 21
#define DELETE 127

static char buffer[SIZE];
static char last;

static void erase(uint8_t *length) {
  if (*length == 0) return;
  (*length)--;
  printf_P(PSTR("\b \b"));
}

static void append(uint8_t *length, char byte) {
  if (byte < ' ' || *length >= SIZE - 1) return;
  buffer[(*length)++] = byte;
  uart_put(byte);
}

/* CR, LF and CR LF all end a line once. */
static uint8_t ends_line(char byte) {
  uint8_t second = byte == '\n' && last == '\r';
  last = byte;
  return (byte == '\r' || byte == '\n') && !second;
}

char *line_read(const char *prompt) {
  uint8_t length = 0;
  printf_P(PSTR("%S"), prompt);
  for (;;) {
    char byte = uart_get();
    if (ends_line(byte)) break;
    if (byte == '\b' || byte == DELETE) {
      erase(&length);
    } else if (byte == CTRL_U) {
      while (length > 0) erase(&length);
    } else if (byte == CTRL_C) {
      length = 0;
      printf_P(PSTR("^C\n%S"), prompt);
    } else {
      append(&length, byte);
    }
  }
  printf_P(PSTR("\n"));
  buffer[length] = 0;
  return buffer;
}

char *line_word(char **text) {
  char *start = *text;
  while (*start == ' ') start++;
  char *end = start;
  while (*end != 0 && *end != ' ') end++;
  *text = *end == 0 ? end : end + 1;
  *end = 0;
  return start;
}

long line_number(const char *word, long max) {
  char *end;
  long value = strtol(word, &end, 0);
  return *word == 0 || *end != 0 || value < 0 || value > max ? -1 : value;
}
