import {registry} from "@web/core/registry";
import {PivotModel} from "@web/views/pivot/pivot_model";
import {PivotRenderer} from "@web/views/pivot/pivot_renderer";
import {pivotView} from "@web/views/pivot/pivot_view";

/** The total column: the only cells of a header that stand for no column group. */
function isTotalCell(cell) {
    return cell.isLeaf === undefined && cell.groupId && !cell.groupId[1].length;
}

export class WealthMatrixPivotModel extends PivotModel {
    /**
     * When natures are columns, a total at the end of a line would add hours to
     * meals, or show a sum for those people alone who brought one nature: the column
     * is left out, on the screen as in the spreadsheet.
     */
    _getTableHeaders() {
        const headers = super._getTableHeaders();
        const {fullColGroupBys, fullRowGroupBys} = this.metaData;
        const mixed =
            fullColGroupBys.includes("nature_id") &&
            !fullRowGroupBys.includes("nature_id");
        const several = this.data.colGroupTree.directSubTrees.size > 0;
        return mixed && several
            ? headers.map((row) => row.filter((cell) => !isTotalCell(cell)))
            : headers;
    }
}

export class WealthMatrixPivotRenderer extends PivotRenderer {
    static template = "code_social.WealthMatrixPivotRenderer";

    /** People stay in alphabetical order: nobody is ranked by what they brought. */
    onMeasureClick() {}
}

registry.category("views").add("code_social_matrix_pivot", {
    ...pivotView,
    Model: WealthMatrixPivotModel,
    Renderer: WealthMatrixPivotRenderer,
});
