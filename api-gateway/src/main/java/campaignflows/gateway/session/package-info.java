/** The built-in sign-in: a password for a token that expires. */
@NullMarked
package campaignflows.gateway.session;

import org.jspecify.annotations.NullMarked;
