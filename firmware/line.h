#ifndef LINE_H
#define LINE_H

/** Prints a prompt (from flash) and reads a line with echo, backspace, Ctrl-U and Ctrl-C; yields its text. */
char *line_read(const char *prompt);

/** Cuts the next word off the text; an empty string when there is none. */
char *line_word(char **text);

/** Reads a number, decimal or 0x…, between 0 and max; -1 if the word is none. */
long line_number(const char *word, long max);

#endif
