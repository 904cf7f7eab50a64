// In this order, in one browser: what one changes of the workspace, the other would see.
import './certificate-changes.spec.ts';
import './developers.spec.ts';
import './search.spec.ts';
import './story.spec.ts';
