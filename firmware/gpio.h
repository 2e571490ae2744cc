#ifndef GPIO_H
#define GPIO_H

/** `gpio read PIN`, `gpio write PIN high|low`, `gpio mode PIN in|out|pullup` */
void gpio_command(char *arguments);

#endif
