#include "uart.h"

#include <avr/interrupt.h>
#include <avr/io.h>
#include <stdio.h>

#include "clock.h"

#define TX_SIZE 64
#define RX_SIZE 256 /* so that a dozen commands may be typed ahead */

static volatile char tx[TX_SIZE], rx[RX_SIZE];
static volatile uint8_t tx_in, tx_out, rx_in, rx_out;

static int put_stream(char byte, FILE *stream) {
  (void)stream;
  if (byte == '\n') uart_put('\r');
  uart_put(byte);
  return 0;
}

static FILE output = FDEV_SETUP_STREAM(put_stream, NULL, _FDEV_SETUP_WRITE);

ISR(USART_RX_vect) {
  char byte = UDR0;
  uint8_t next = (rx_in + 1) % RX_SIZE;
  if (next == rx_out) return;
  rx[rx_in] = byte;
  rx_in = next;
}

ISR(USART_UDRE_vect) {
  if (tx_in == tx_out) {
    UCSR0B &= ~_BV(UDRIE0);
    return;
  }
  UCSR0A |= _BV(TXC0);
  UDR0 = tx[tx_out];
  tx_out = (tx_out + 1) % TX_SIZE;
}

void uart_start(void) {
  UBRR0 = 16; /* with U2X: 117647 baud, 2.1 % above 115200 */
  UCSR0A = _BV(U2X0);
  UCSR0C = _BV(UCSZ01) | _BV(UCSZ00);
  UCSR0B = _BV(RXEN0) | _BV(TXEN0) | _BV(RXCIE0);
  stdout = &output;
}

void uart_put(char byte) {
  uint8_t next = (tx_in + 1) % TX_SIZE;
  cli();
  while (next == tx_out) {
    clock_sleep();
    cli();
  }
  tx[tx_in] = byte;
  tx_in = next;
  UCSR0B |= _BV(UDRIE0);
  sei();
}

uint8_t uart_ready(void) { return rx_in != rx_out; }

char uart_get(void) {
  cli();
  while (rx_in == rx_out) {
    clock_sleep();
    cli();
  }
  char byte = rx[rx_out];
  rx_out = (rx_out + 1) % RX_SIZE;
  sei();
  return byte;
}

void uart_flush(void) {
  while (tx_in != tx_out || (UCSR0B & _BV(UDRIE0)) || !(UCSR0A & _BV(TXC0))) {
  }
}
