// Package edtf reads dates that sources state imprecisely: "in January", "in
// the twenties of May", "around the 22nd", "since 2025". It implements levels 0
// and 1 of the Extended Date/Time Format (ISO 8601-2:2019) and reduces every
// expression to the first and the last day it can mean, because those two
// numbers are what a tracker of positions stores, indexes and compares.
//
// What the standard leaves to the implementer is settled as follows.
//
//   - A qualifier (? uncertain, ~ approximate, % both) does not widen the
//     bounds: how far "about" reaches is the reader's judgement.
//   - A time of day is checked and kept, but the bounds are the calendar day
//     as written; an offset does not move it.
//   - Seasons are the meteorological ones of the northern hemisphere: 21 is
//     March to May, 22 June to August, 23 September to November, 24 December
//     to February of the following year.
//   - One digit of a last month or day may be unspecified (2026-1X,
//     2026-01-2X). The standard keeps this for level 2, but "twenty-something
//     January" is common in news, and its bounds are as plain as those of 201X.
//   - A year written with Y stands alone: it takes no qualifier and is no end
//     of an interval. It lies within ±3,000,000,000, so that every real day
//     falls between [MinDay] and [MaxDay].
//
// The rest of level 2 is refused by name, so that a client learns that its
// expression is not wrong but more than this package supports.
//
// The package imports only the standard library.
package edtf
