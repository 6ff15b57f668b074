import {registry} from "@web/core/registry";

// Used at 390 × 844, as under a thumb: nothing may stick out sideways.
export function fitsThePhone() {
    const wide = document.documentElement.scrollWidth;
    if (wide > window.innerWidth) {
        throw new Error(`the page is ${wide} px wide on ${window.innerWidth}`);
    }
    const small = [
        ...document.querySelectorAll(
            ".cs-page a, .cs-page button, .cs-page summary, .cs-page select, .cs-chip",
        ),
    ].filter((node) => {
        const box = node.getBoundingClientRect();
        return box.width && (box.height < 44 || box.width < 40);
    });
    if (small.length) {
        throw new Error(`too small for a thumb: ${small[0].outerHTML.slice(0, 120)}`);
    }
}

registry.category("web_tour.tours").add("code_social_portal_note", {
    steps: () => [
        {
            trigger: ".cs-tab-plus",
            run({click}) {
                fitsThePhone();
                return click();
            },
            expectUnloadPage: true,
        },
        {
            content: "The nature is guessed while one types, and pressed",
            trigger: "#cs_name",
            run: "edit Workshop with the families",
        },
        {
            trigger: ".cs-why-guessed:not([hidden])",
        },
        {
            trigger: ".cs-chip:has(:checked):contains(Transmission)",
        },
        {
            content: "− stops at zero",
            trigger: ".cs-less",
            run: "click",
        },
        {
            trigger: ".cs-more",
            run: "click",
        },
        {
            trigger: ".cs-more",
            run: "click",
        },
        {
            content: "Nothing typed is lost when something is to be mended",
            trigger: "#cs_quantity",
            run: "edit 36 h",
        },
        {
            trigger: ".cs-joy",
            run: "click",
        },
        {
            trigger: ".cs-act button",
            run: "click",
        },
        {
            trigger: "[data-error=quantity]:not([hidden]):contains(24 hours)",
        },
        {
            trigger: "#cs_quantity",
            run: "edit 1 h",
        },
        {
            trigger: ".cs-more",
            run: "click",
        },
        {
            trigger: ".cs-joy:has(:checked)",
            run: fitsThePhone,
        },
        {
            trigger: ".cs-act button",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".cs-done:contains(It is noted)",
            run: fitsThePhone,
        },
        {
            trigger: ".cs-done:contains(1 h 15)",
        },
    ],
});

registry.category("web_tour.tours").add("code_social_portal_acknowledge", {
    steps: () => [
        {
            trigger: ".cs-item:contains(Receive what)",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: "#cs_thanks",
            run: "edit It made me want to come back",
        },
        {
            trigger: ".cs-act button",
            run({click}) {
                fitsThePhone();
                return click();
            },
            expectUnloadPage: true,
        },
        {
            trigger: ".cs-middle:contains(Received, thank you)",
            run: fitsThePhone,
        },
    ],
});

registry.category("web_tour.tours").add("code_social_portal_evaluate", {
    steps: () => [
        {
            trigger: ".cs-item:contains(Evaluate)",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The first question is open; answering opens the next",
            trigger: ".cs-question:eq(0)[open] .cs-anchors label:eq(3)",
            run: "click",
        },
        {
            trigger: ".cs-question.cs-answered:eq(0)",
        },
        {
            content: "Kept at each tap",
            trigger: ".cs-kept:not([hidden])",
        },
        {
            trigger: ".cs-question:eq(1)[open] .cs-anchors label:eq(2)",
            run: "click",
        },
        {
            trigger: ".cs-question:eq(2)[open] .cs-cannot",
            run: "click",
        },
        {
            trigger: ".cs-question:eq(3)[open] .cs-anchors label:eq(4)",
            run: "click",
        },
        {
            content: "The highest answer asks for a word",
            trigger: ".cs-comment:not([hidden]) textarea",
            run: "edit Seen from the start",
        },
        {
            trigger: "#cs_strength",
            run: "edit Every voice finds its place",
        },
        {
            trigger: "#cs_improvement",
            run: "edit Leave a written trace",
        },
        {
            trigger: ".cs-act button",
            run({click}) {
                fitsThePhone();
                return click();
            },
            expectUnloadPage: true,
        },
        {
            trigger: ".cs-note:contains(Kept, thank you)",
            run: fitsThePhone,
        },
    ],
});
