#ifndef LED_H
#define LED_H

/** Advances the blinking; called from the tick. */
void led_tick(void);

/** `led on|off|blink|status` */
void led_command(char *arguments);

#endif
