#ifndef UART_H
#define UART_H

#include <stdint.h>

/** Starts the UART with 115200 baud, 8N1, and makes it the standard output (\n is sent as \r\n). */
void uart_start(void);

/** Sends one byte; sleeps while the queue is full. */
void uart_put(char byte);

/** Whether a byte has been received. */
uint8_t uart_ready(void);

/** The next received byte; sleeps until there is one. */
char uart_get(void);

/** Sleeps until the last byte has left the pin. */
void uart_flush(void);

#endif
