package campaignflows.platform.expression.runtime;

/** A method of a value, taken without being called. */
record BoundMethod(Object target, String name) {}
