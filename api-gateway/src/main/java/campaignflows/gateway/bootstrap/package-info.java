/** What a fresh installation is given at its start: the operator's key, a first tenant, its key and password. */
@NullMarked
package campaignflows.gateway.bootstrap;

import org.jspecify.annotations.NullMarked;
