import {fitsThePhone} from "./portal_tours";
import {registry} from "@web/core/registry";

// Each `run` that presses is a tap; the test counts them.
registry.category("web_tour.tours").add("code_social_portal_join", {
    steps: () => [
        {
            trigger: ".o_portal_index_card a[href='/my/join']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".cs-tick:has([name=agreed])",
            run({click}) {
                fitsThePhone();
                return click();
            },
        },
        {
            trigger: ".cs-act button",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".cs-step-count:contains(1 of 3)",
            run: fitsThePhone,
        },
        {
            trigger: ".cs-chip:contains(Bread)",
            run: "click",
        },
        {
            trigger: ".cs-act button",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The name alone is shown before one ticks anything",
            trigger: ".cs-preview:not(:has(.cs-preview-talents:visible))",
            run: fitsThePhone,
        },
        {
            trigger: ".cs-tick:has([name=directory_talents])",
            run: "click",
        },
        {
            content: "and what is ticked is seen at once",
            trigger: ".cs-preview-talents:visible:contains(Bread)",
        },
        {
            trigger: ".cs-act button",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".cs-step-count:contains(3 of 3)",
            run: fitsThePhone,
        },
        {
            trigger: ".cs-item:contains(Meet the people)",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: "#cs_people .cs-item:contains(Customer):contains(Bread)",
            run: fitsThePhone,
        },
    ],
});

registry.category("web_tour.tours").add("code_social_portal_place", {
    steps: () => [
        {
            trigger: ".cs-room[href='/my/people/me']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Words are on the card while they are typed",
            trigger: "#cs_words",
            run: "edit I bake on Sundays",
        },
        {
            trigger: ".cs-preview-words:contains(I bake on Sundays)",
            run: fitsThePhone,
        },
        {
            trigger: ".cs-tick:has([name=directory_listed])",
            run: "click",
        },
        {
            trigger: ".cs-preview-hidden:visible",
        },
        {
            trigger: ".cs-tick:has([name=directory_listed])",
            run: "click",
        },
        {
            trigger: ".cs-act button",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".cs-note[role=status]",
        },
        {
            trigger: ".cs-btn:contains(My page in the directory)",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".cs-quote:contains(I bake on Sundays)",
            run: fitsThePhone,
        },
        {
            trigger: ".cs-round",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".cs-btn:contains(How I am shown)",
            run({click}) {
                fitsThePhone();
                return click();
            },
            expectUnloadPage: true,
        },
        {
            trigger: ".cs-item[href='/my/people/me/leave']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".cs-tick:has([name=confirmed])",
            run({click}) {
                fitsThePhone();
                return click();
            },
        },
        {
            trigger: ".cs-act button",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".cs-middle:contains(Thank you for what you brought)",
            run: fitsThePhone,
        },
    ],
});
