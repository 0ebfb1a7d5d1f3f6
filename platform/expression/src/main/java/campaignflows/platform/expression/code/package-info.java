/** From syntax tree to closures: names are resolved here, once, to slots, fields and built-ins. */
@NullMarked
package campaignflows.platform.expression.code;

import org.jspecify.annotations.NullMarked;
