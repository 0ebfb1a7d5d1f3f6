/** From text to syntax tree. Whatever Python has beside the subset ends here, with its place and what to write instead. */
@NullMarked
package campaignflows.platform.expression.syntax;

import org.jspecify.annotations.NullMarked;
