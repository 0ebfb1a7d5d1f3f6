/** Who calls: internal tokens, roles and the caller of the request being served. */
@NullMarked
package campaignflows.platform.web.auth;

import org.jspecify.annotations.NullMarked;
