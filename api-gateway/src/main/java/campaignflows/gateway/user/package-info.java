/** The people of a tenant who sign in by the built-in sign-in, and their invitations. */
@NullMarked
package campaignflows.gateway.user;

import org.jspecify.annotations.NullMarked;
