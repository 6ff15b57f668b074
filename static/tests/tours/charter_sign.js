import {registry} from "@web/core/registry";

// Used at 390 × 844, as under a thumb.
function fitsThePhone() {
    const wide = document.documentElement.scrollWidth;
    if (wide > window.innerWidth) {
        throw new Error(`the page is ${wide} px wide on ${window.innerWidth}`);
    }
    const small = [
        ...document.querySelectorAll(".cs-page a, .cs-page button, .cs-page summary"),
    ].filter((node) => {
        const box = node.getBoundingClientRect();
        return box.width && (box.height < 44 || box.width < 40);
    });
    if (small.length) {
        throw new Error(`too small for a thumb: ${small[0].outerHTML.slice(0, 160)}`);
    }
}

/** A line across the frame, as a finger draws it. */
async function draw(canvas) {
    const box = canvas.getBoundingClientRect();
    const touch = (type, share) =>
        canvas.dispatchEvent(
            new window.PointerEvent(type, {
                pointerId: 1,
                pointerType: "touch",
                isPrimary: true,
                bubbles: true,
                cancelable: true,
                button: 0,
                buttons: type === "pointerup" ? 0 : 1,
                pressure: 0.5,
                clientX: box.left + box.width * share,
                clientY: box.top + box.height * (0.3 + share / 3),
            }),
        );
    touch("pointerdown", 0.2);
    for (const share of [0.3, 0.4, 0.5, 0.6, 0.7]) {
        touch("pointermove", share);
        await new Promise((resolve) => setTimeout(resolve, 30));
    }
    touch("pointerup", 0.7);
}

registry.category("web_tour.tours").add("code_social_charter_sign", {
    steps: () => [
        {
            trigger: ".cs-item:contains(Read and sign)",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "What changed comes first, the rest is folded",
            trigger: ".cs-change ins:contains(Softer)",
            run: fitsThePhone,
        },
        {
            content: "The bar leads to the signature, and signs nothing",
            trigger: ".cs-act a[href='#cs_sign']",
            run: "click",
        },
        {
            trigger: "#cs_sign .cs-sign-read",
            run: "click",
        },
        {
            trigger: "#cs_sign .o_web_sign_signature",
            run: fitsThePhone,
        },
        {
            trigger: ".o_web_sign_name_input",
            run: "edit Amina by hand",
        },
        {
            content: "An empty frame is refused with a sentence",
            trigger: ".cs-sign-send",
            run: "click",
        },
        {
            trigger: ".cs-sign [role=alert]:contains(The frame is empty)",
        },
        {
            content: "The name is still there",
            trigger: ".o_web_sign_name_input:value(Amina by hand)",
        },
        {
            trigger: "canvas.o_web_sign_signature",
            run({queryFirst}) {
                return draw(queryFirst("canvas.o_web_sign_signature"));
            },
        },
        {
            content: "Without the box nothing is signed",
            trigger: "#cs_sign .cs-sign-read",
            run: "click",
        },
        {
            trigger: ".cs-sign-send:disabled",
        },
        {
            trigger: "#cs_sign .cs-sign-read",
            run: "click",
        },
        {
            trigger: ".cs-sign-send:not(:disabled)",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".cs-middle:contains(You signed version 2)",
            run: fitsThePhone,
        },
    ],
});

registry.category("web_tour.tours").add("code_social_charter_sign_meanwhile", {
    steps: () => [
        {
            trigger: "#cs_sign .cs-sign-read",
            run: "click",
        },
        {
            trigger: ".o_web_sign_name_input",
            run: "edit Amina by hand",
        },
        {
            trigger: "canvas.o_web_sign_signature",
            run({queryFirst}) {
                return draw(queryFirst("canvas.o_web_sign_signature"));
            },
        },
        {
            trigger: ".cs-sign-send:contains(Sign version 1)",
            run: "click",
        },
        {
            trigger: ".cs-sign [role=alert]:contains(came into force)",
        },
        {
            content: "Both texts are shown, and the box is to be ticked anew",
            trigger: ".cs-changes ins:contains(Softer)",
            run: fitsThePhone,
        },
        {
            trigger: ".cs-check:contains(what changed) .cs-sign-read:not(:checked)",
        },
        {
            content: "Neither the name nor the drawing is lost",
            trigger: ".o_web_sign_name_input:value(Amina by hand)",
        },
        {
            trigger: ".cs-sign-send:disabled",
        },
        {
            trigger: "#cs_sign .cs-sign-read",
            run: "click",
        },
        {
            trigger: ".cs-sign-send:contains(Sign version 2):not(:disabled)",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".cs-middle:contains(You signed version 2)",
        },
    ],
});
