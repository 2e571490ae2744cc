import { anything } from '../../catalogue/argument-type.ts'
import { defineKeyword, rest } from '../../catalogue/keyword.ts'
import { sorted } from '../../functions/sequences.ts'
import { equal } from '../../value/equality.ts'
import { changedList, index, value } from './arguments.ts'
import { placeIn } from './list-place.ts'

const values = rest('values', anything, 'The values.')

/** The keywords that change a list; each gives it back too. */
export const listChanges = [
  defineKeyword({
    name: 'Append To List',
    doc: 'Adds values to the end of a list, and gives the list.',
    arguments: [changedList, values],
    run: ({ list_: list, values: added }) => {
      for (const item of added) list.push(item)
      return list
    },
  }),
  defineKeyword({
    name: 'Insert Into List',
    doc: 'Adds a value to a list before the item at an index, and gives the list.',
    arguments: [changedList, index, value],
    run: ({ list_: list, ...given }) => {
      list.splice(given.index, 0, given.value)
      return list
    },
  }),
  defineKeyword({
    name: 'Set List Value',
    doc: 'Replaces the item at an index, and gives the list.',
    arguments: [changedList, index, value],
    run: ({ list_: list, ...given }) => {
      list[placeIn(list, given.index)] = given.value
      return list
    },
  }),
  defineKeyword({
    name: 'Remove Values From List',
    doc: 'Takes every item out of a list that equals one of the values, and gives the list.',
    arguments: [changedList, values],
    run: ({ list_: list, values: removed }) => {
      const kept = list.filter((item) => !removed.some((one) => equal(item, one)))
      list.splice(0, list.length)
      for (const item of kept) list.push(item)
      return list
    },
  }),
  defineKeyword({
    name: 'Remove From List',
    doc: 'Takes the item at an index out of a list, and gives the item.',
    arguments: [changedList, index],
    run: ({ list_: list, ...given }) => list.splice(placeIn(list, given.index), 1)[0],
  }),
  defineKeyword({
    name: 'Reverse List',
    doc: 'Turns the order of a list around, and gives the list.',
    arguments: [changedList],
    run: ({ list_: list }) => list.reverse(),
  }),
  defineKeyword({
    name: 'Sort List',
    doc: 'Sorts a list: numbers by value, texts by their characters, capitals first. Gives the list.',
    arguments: [changedList],
    run: ({ list_: list }) => {
      for (const [at, item] of sorted(list).entries()) list[at] = item
      return list
    },
  }),
]
