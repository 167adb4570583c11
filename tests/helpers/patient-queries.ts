// A busy machine draws later: whoever waits for something on a page waits this long before it counts as missing. Still below the
// time that a whole test has.
import { configure } from "@testing-library/react";

configure({ asyncUtilTimeout: 10_000 });
