/** The rules of campaigns, their fields, flows and runs; each package is a concept. */
@NullMarked
package campaignflows.campaign;

import org.jspecify.annotations.NullMarked;
