/** Who calls from outside: secrets, the principals they stand for, and how they are found. */
@NullMarked
package campaignflows.gateway.authentication;

import org.jspecify.annotations.NullMarked;
