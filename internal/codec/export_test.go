package codec

// Compiled tells whether a type is read and written the quick way.
var Compiled = compiled
