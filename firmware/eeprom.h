#ifndef EEPROM_H
#define EEPROM_H

/** `eeprom read ADDRESS [COUNT]`, `eeprom write ADDRESS BYTE...`, `eeprom dump` (the first 64 bytes) */
void eeprom_command(char *arguments);

#endif
