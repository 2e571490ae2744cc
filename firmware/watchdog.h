#ifndef WATCHDOG_H
#define WATCHDOG_H

/** `watchdog` arms it (it bites after a second); `watchdog kick` winds it up again, `watchdog off` stops it. */
void watchdog_command(char *arguments);

#endif
