#ifndef LCD_H
#define LCD_H

/** Runs `lcd start`, `clear`, `print ROW TEXT`, `command BYTE...` and `data BYTE...`. */
void lcd_command(char *arguments);

#endif
