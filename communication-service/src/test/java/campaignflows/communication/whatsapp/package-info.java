@NullMarked
package campaignflows.communication.whatsapp;

import org.jspecify.annotations.NullMarked;
