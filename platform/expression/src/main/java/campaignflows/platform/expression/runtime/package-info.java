/** The values of Python and what can be done with them, as CPython 3.11 does it. No access to the host. */
@NullMarked
package campaignflows.platform.expression.runtime;

import org.jspecify.annotations.NullMarked;
