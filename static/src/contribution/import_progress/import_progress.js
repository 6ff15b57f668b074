import {Component, onMounted, onWillUnmount, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

const EVERY = 700;

/**
 * How far an import is: asked of the server until it is over, then the whole record
 * is read again, so that its report appears by itself.
 */
export class ImportProgress extends Component {
    static template = "code_social.ImportProgress";
    static props = {...standardFieldProps};

    setup() {
        this.orm = useService("orm");
        this.state = useState({done: 0, total: 0});
        onMounted(() => this.poll());
        onWillUnmount(() => this.stop());
    }

    get percent() {
        const {done, total} = this.state;
        return total ? Math.round((100 * done) / total) : 0;
    }

    get label() {
        return _t("Import in progress");
    }

    get sentence() {
        const {done, total} = this.state;
        if (!total) {
            return _t("The file is being checked. You may leave: the import goes on.");
        }
        return _t(
            "Contributions written: %(done)s of %(total)s. They appear together.",
            {done, total},
        );
    }

    stop() {
        this.stopped = true;
        clearTimeout(this.timer);
    }

    async poll() {
        const {record} = this.props;
        if (this.stopped || !record.resId || record.data.state !== "waiting") {
            return;
        }
        try {
            const {state, done, total} = await this.orm.silent.call(
                "code.social.import",
                "progress",
                [[record.resId]],
            );
            Object.assign(this.state, {done, total});
            if (state !== "waiting" && !this.stopped) {
                await record.load();
                return;
            }
        } catch {
            // The server may be restarting: ask again, the import goes on without us.
        }
        if (!this.stopped) {
            this.timer = setTimeout(() => this.poll(), EVERY);
        }
    }
}

registry.category("fields").add("code_social_import_progress", {
    component: ImportProgress,
    supportedTypes: ["json"],
});
