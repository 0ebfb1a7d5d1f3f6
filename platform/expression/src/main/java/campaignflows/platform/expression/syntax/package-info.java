/** From text to syntax tree. What Python has beyond the subset ends here, with its place and what to write instead. */
@NullMarked
package campaignflows.platform.expression.syntax;

import org.jspecify.annotations.NullMarked;
