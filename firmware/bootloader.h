#ifndef BOOTLOADER_H
#define BOOTLOADER_H

/** Waits a second for a key, or for the strap on PD4 (low); then takes commands until `boot`. */
void bootloader_run(void);

#endif
