// The page that checks proofs: everything is worked out in the frame, here it is said.

import { FileFrame } from "../js/frame-client.mjs";
import { listenToPaste, offerReport, showAssessment, showRoots } from "./checking.mjs";
import { at } from "./dom.mjs";
import { frameSettings, keepTheme } from "./frame.mjs";

const frame = new FileFrame(at("frame"), frameSettings("verify"));
keepTheme(frame);
listenToPaste((hex) => frame.addFingerprint(hex));
offerReport((file) => frame.save(file));

frame.addEventListener("assessment", ({ detail }) => showAssessment(detail));

frame.addEventListener("roots", ({ detail }) => {
  // The service's own stand above already.
  showRoots(detail.roots, (sha256, trusted) => frame.trustRoot(sha256, trusted), ({ source }) => source !== "service");
});
