/** Sending by the Cloud API of WhatsApp. */
@NullMarked
package campaignflows.communication.whatsapp;

import org.jspecify.annotations.NullMarked;
