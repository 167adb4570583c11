// What is said of an upload by both who starts it and who carries it out; the latter comes into the page later.

export const UPLOAD_STOPPED = "The upload was stopped.";
