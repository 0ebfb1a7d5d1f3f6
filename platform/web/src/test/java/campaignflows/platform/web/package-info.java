/** Tests of the HTTP edge as a whole, in a small service of their own. */
@NullMarked
package campaignflows.platform.web;

import org.jspecify.annotations.NullMarked;
