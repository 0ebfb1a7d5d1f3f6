/** The subset of Python that flows are written in: expressions and scripts, compiled once and evaluated within limits. */
@NullMarked
package campaignflows.platform.expression;

import org.jspecify.annotations.NullMarked;
