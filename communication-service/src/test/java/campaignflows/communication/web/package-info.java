@NullMarked
package campaignflows.communication.web;

import org.jspecify.annotations.NullMarked;
