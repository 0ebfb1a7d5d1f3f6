package campaignflows.platform.expression.runtime;

import java.util.Iterator;

/** Values that come one by one and once: generators, enumerate, zip, reversed, map and filter. */
public record PyIterator(String typeName, Iterator<Object> values) {}
